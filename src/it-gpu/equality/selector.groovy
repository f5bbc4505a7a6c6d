io.github.dropblock.plugin.it.GpuEquality.possible(basedir)
