io.github.dropblock.plugin.it.Standalone.prepare(basedir, localRepositoryPath, kills as int, seed as long)
