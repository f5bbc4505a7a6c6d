io.github.dropblock.plugin.it.ResumeAfterKill.prepare(basedir, localRepositoryPath)
