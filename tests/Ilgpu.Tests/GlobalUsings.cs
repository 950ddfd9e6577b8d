// Kernels of one device run one after another.
[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]
