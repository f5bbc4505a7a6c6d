io.github.dropblock.plugin.it.Equality.possible(basedir)
