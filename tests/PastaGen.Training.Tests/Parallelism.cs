// The engine's generator and its count of live tensors belong to the process: tests that use them must not run beside one another.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
