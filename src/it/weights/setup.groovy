io.github.dropblock.plugin.it.Weights.prepare(basedir)
