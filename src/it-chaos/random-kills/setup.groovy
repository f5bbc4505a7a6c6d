io.github.dropblock.plugin.it.RandomKills.prepare(basedir, localRepositoryPath, kills as int, seed as long)
