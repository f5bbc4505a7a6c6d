io.github.dropblock.plugin.it.PhotosZip.prepare(basedir)
