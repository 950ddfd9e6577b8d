using Xunit;

// Tests set the number of threads of the shared pool and count allocations.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
