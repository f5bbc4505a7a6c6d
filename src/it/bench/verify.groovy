io.github.dropblock.plugin.it.Bench.verify(basedir)
