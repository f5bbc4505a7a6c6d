io.github.dropblock.plugin.it.Equality.possibleCompiled(basedir)
