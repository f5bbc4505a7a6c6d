io.github.dropblock.plugin.it.Weights.verify(basedir)
