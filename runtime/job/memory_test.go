package job_test

import (
	"testing"

	"go.uber.org/goleak"

	"github.com/blocksgen/blocksgen/runtime/job"
	"github.com/blocksgen/blocksgen/runtime/job/jobtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestMemory(t *testing.T) {
	jobtest.Run(t, func(run job.Runner, o job.Options) job.Engine { return job.NewMemory(run, o) })
}
