io.github.dropblock.plugin.it.Doctor.verify(basedir)
