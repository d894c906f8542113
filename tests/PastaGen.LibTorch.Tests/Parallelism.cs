// Tests count the tensors that live in the whole process, so none may run beside another.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
