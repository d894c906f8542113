// The engine's generator and the choice of its path belong to the process: tests that use them must not run beside one another.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
