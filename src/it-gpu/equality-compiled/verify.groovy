io.github.dropblock.plugin.it.EqualityCompiled.verify(basedir)
