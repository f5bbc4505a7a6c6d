io.github.dropblock.plugin.it.ResumeAfterKill.verify(basedir)
