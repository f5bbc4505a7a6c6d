io.github.dropblock.plugin.it.Equality.verify(basedir)
