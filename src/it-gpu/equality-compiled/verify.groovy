io.github.dropblock.plugin.it.Equality.verifyCompiled(basedir)
