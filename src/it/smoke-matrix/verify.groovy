io.github.dropblock.plugin.it.SmokeMatrix.verify(basedir)
