io.github.dropblock.plugin.it.GpuStandIn.verify(basedir)
