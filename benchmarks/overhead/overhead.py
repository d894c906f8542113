"""The work of Program.cs through PyTorch's own binding: name and nanoseconds a call, the best of several rounds."""
import time

import torch

ROUNDS, CALLS = 15, 4000

torch.set_num_threads(1)
torch.set_grad_enabled(False)
a, b, weight, bias, x = torch.randn(4, 4), torch.randn(4, 4), torch.randn(4, 4), torch.randn(4), torch.randn(2, 8, 4)
table, ids = torch.nn.Embedding(16, 4), torch.tensor([1, 2, 3, 4])
width = (4,)
functional = torch.nn.functional


def measure(name, call):
    for _ in range(CALLS):
        call()
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter_ns()
        for _ in range(CALLS):
            call()
        best = min(best, (time.perf_counter_ns() - start) / CALLS)
    print(f"{name}\t{best:.0f}", flush=True)


measure("add", lambda: a.add(b))
measure("add_", lambda: a.add_(b))
measure("mul", lambda: a.mul(b))
measure("mul by a number", lambda: a * 0.5)
measure("matmul", lambda: a.matmul(b))
measure("linear", lambda: functional.linear(x, weight, bias))
measure("layer_norm", lambda: functional.layer_norm(x, width, bias, bias))
measure("gelu", lambda: functional.gelu(x))
measure("softmax", lambda: x.softmax(-1))
measure("transpose", lambda: a.transpose(0, 1))
measure("view", lambda: a.view(16))
measure("sum", lambda: a.sum())
measure("cat", lambda: torch.cat([a, b]))
measure("embedding", lambda: table(ids))
