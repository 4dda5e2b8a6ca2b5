module github.com/blocksgen/blocksgen

go 1.26.0
