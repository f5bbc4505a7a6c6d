io.github.dropblock.plugin.it.GpuStandIn.possible(basedir)
