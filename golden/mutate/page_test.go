package mutate_test

// pageMutations are mistakes in what the browser runs.
var pageMutations = []mutation{
	{
		name: "page-stream-starts-again", file: "runtime/web/src/shell/stream.ts", run: "TestConnectionComesBack|TestPositionsAreTheServers",
		old: "if (line.startsWith(\"id:\")) this.position = line.slice(3).trim();", new: "if (line.startsWith(\"id:\")) continue;",
	},
	{
		name: "page-early-messages-are-lost", file: "runtime/web/src/shell/stream.ts", run: "TestStateChangesOnTheServer|TestTokensArriveInOrder",
		old: "if (this.joining > 0) this.early.set", new: "if (this.joining < 0) this.early.set",
	},
	{
		name: "page-lost-connection-is-the-end", file: "runtime/web/src/shell/stream.ts", run: "TestConnectionComesBack|TestBrokenConnectionsLoseNothing",
		old: "if (this.listeners.size === 0) break;", new: "if (this.listeners.size > 0) break;",
	},
	{
		name: "page-forgotten-session-keeps-its-position", file: "runtime/web/src/shell/stream.ts", run: "TestForgotten|TestRestart|TestPositionsAreTheServers",
		old: "    this.position = start;\n", new: "",
	},
	{
		name: "page-joins-out-of-order", file: "runtime/web/src/shell/stream.ts", run: "TestJoinsKeepTheirOrder",
		old: "this.submitted = answer.catch(() => {});", new: "",
	},
	{
		name: "page-edits-change-the-old-value", file: "runtime/web/src/shell/diff.ts", run: "Edits",
		old: "const copy = Array.isArray(value) ? value.slice() : { ...value };", new: "const copy = value;",
	},
	{
		name: "page-edits-insert-behind", file: "runtime/web/src/shell/diff.ts", run: "Edits",
		old: "own.splice(Number(key), 0, operand)", new: "own.splice(Number(key) + 1, 0, operand)",
	},
	{
		name: "page-unknown-edit-is-ignored", file: "runtime/web/src/shell/diff.ts", run: "Edit",
		old: "    throw new Error(say(texts.unknown, { op }));\n  }\n  const own", new: "    return value;\n  }\n  const own",
	},
	{
		name: "page-cancelled-run-writes-on", file: "runtime/web/src/shell/run.ts", run: "TestCancel",
		old: "if (this.over) return;\n    try", new: "try",
	},
	{
		name: "page-run-ends-twice", file: "runtime/web/src/shell/run.ts", run: "TestErrors|TestRefusals|TestCancel|TestForgottenSessionEndsRuns",
		old: "  private finish(stage: Status[\"stage\"], outcome: Outcome, last?: () => void): void {\n    if (this.over) return;", new: "  private finish(stage: Status[\"stage\"], outcome: Outcome, last?: () => void): void {",
		accepted: "whoever ends a run asks before whether it is over: this is a second guard",
	},
	{
		name: "page-changed-states-of-steps-are-lost", file: "runtime/web/src/shell/run.ts", run: "States|State",
		old: "for (const id of m.output?.changed_state_ids ?? []) this.states.add(id);", new: "",
	},
	{
		name: "page-hidden-page-waits-for-frames", file: "runtime/web/src/shell/run.ts", run: "TestHiddenPageFollows",
		old: "if (document.hidden) this.flush();", new: "if (false) this.flush();",
	},
	{
		name: "page-listener-runs-for-each-trigger", file: "runtime/web/src/shell/dispatcher.ts", run: "TestOneCompletionRunsAListenerOnce",
		old: "if (started.has(dep)) continue;", new: "",
	},
	{
		name: "page-once-is-always", file: "runtime/web/src/shell/dispatcher.ts", run: "TestTriggerModes",
		old: "if (dep.trigger_mode === \"once\") return;", new: "",
	},
	{
		name: "page-always-last-is-dropped", file: "runtime/web/src/shell/dispatcher.ts", run: "TestTriggerModes",
		old: "this.postponed.set(dep.id, cause);\n", new: "",
	},
	{
		name: "page-postponed-event-runs-after-cancel", file: "runtime/web/src/shell/dispatcher.ts", run: "TestTriggerModes|TestCancel",
		old: "    this.postponed.delete(fn);\n", new: "",
		accepted: "what is postponed waits for a run, and is dropped when that run ends as cancelled: this is a second guard",
	},
	{
		name: "page-chain-after-a-cancelled-run", file: "runtime/web/src/shell/dispatcher.ts", run: "TestChains|TestCancel",
		old: "if (outcome === \"cancelled\") return;", new: "",
	},
	{
		name: "page-success-after-a-failure", file: "runtime/web/src/shell/dispatcher.ts", run: "TestChains",
		old: "if (next.trigger_only_on_success && outcome !== \"success\") continue;", new: "",
	},
	{
		name: "page-cancelled-while-it-joined", file: "runtime/web/src/shell/dispatcher.ts", run: "TestCancel|TestStop",
		old: "if (run.isOver) this.cancelOnServer(run);", new: "if (!run.isOver && run.isOver) this.cancelOnServer(run);",
	},
	{
		name: "page-old-page-calls-the-new-app", file: "runtime/web/src/shell/dispatcher.ts", run: "TestNewVersionIsOffered|TestRestart|TestRestartedAsAnother",
		old: "if (this.retired) throw", new: "if (this.retired && !this.retired) throw",
	},
	{
		name: "page-result-replaces-newer-typing", file: "runtime/web/src/shell/app.ts", run: "TestTypingIsKept",
		old: "run.read.get(id) === block.edits) return changes;", new: "run.read.get(id) !== block.edits) return changes;",
	},
	{
		name: "page-closed-page-does-not-say-so", file: "runtime/web/src/shell/app.ts", run: "TestLoadAndClose|TestClosingThePageCancels",
		old: "addEventListener(\"pagehide\", () => this.server.close());", new: "",
	},
	{
		name: "page-passwords-are-kept", file: "runtime/web/src/shell/draft.ts", run: "Reload|Restart|Version|Back|Choices",
		old: "&& !secret(tree.props(id))", new: "",
	},
	{
		name: "page-choices-are-forced", file: "runtime/web/src/shell/draft.ts", run: "TestChangedChoicesAreNotForced",
		old: "if (!props.choices || props.allow_custom_value || value === null) return true;", new: "if (value !== undefined) return true;",
	},
	{
		name: "page-long-integers-lose-digits", file: "runtime/blocks/shared/json.ts", run: "TestLongIntegers",
		old: "Number.isSafeInteger(v)) return v;", new: "Number.isInteger(v)) return v;",
	},
	{
		name: "page-change-for-equal-values", file: "runtime/web/src/shell/app.ts", run: "TestChangeFires|TestStatesFireChange",
		old: "if (this.tree.set(id, this.keepTyped(run, id, changes(value)))) this.dispatch(id, \"change\");", new: "this.tree.set(id, this.keepTyped(run, id, changes(value)));\n        this.dispatch(id, \"change\");",
	},
	{
		name: "page-equal-notices-pile-up", file: "runtime/web/src/shell/toast.ts", run: "TestEqualNoticesMerge",
		old: "if (again) return this.repeat(...again, seconds);", new: "",
	},
	{
		name: "page-errors-go-by-themselves", file: "runtime/web/src/shell/toast.ts", run: "TestErrors|Toast",
		old: "if (level === \"error\" && duration === defaultDuration) duration = null;", new: "",
	},
	{
		name: "page-old-markup-of-a-new-text", file: "runtime/web/src/shell/tree.ts", run: "TestMarkdownIsRendered|TestHTML",
		old: "if (\"value\" in changes && !(\"_html\" in changes)) delete item.props._html;", new: "",
	},
}
