io.github.dropblock.plugin.it.Standalone.verify(basedir, localRepositoryPath, kills as int, seed as long)
