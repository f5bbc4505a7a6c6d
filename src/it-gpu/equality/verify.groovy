io.github.dropblock.plugin.it.GpuEquality.verify(basedir)
