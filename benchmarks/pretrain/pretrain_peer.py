"""The peer of the pretraining benchmark: ModernBERT that predicts masked words, as a careful person writes it in plain PyTorch.

    python3 pretrain_peer.py check FOLDER             holds the model to recorded outputs and gradients
    python3 pretrain_peer.py time --config C ...      times training steps and prints one JSON object

Words are scored at masked positions alone, rows have equal lengths so that nothing is padded, angles and windows are computed once.
"""
import argparse
import json
import math
import os
import resource
import sys
import time

import torch
from torch import nn
import torch.nn.functional as F

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "step"))
from peer import difference, read_safetensors  # noqa: E402


class Norm(nn.Module):
    """A layer norm without bias, which older versions of nn.LayerNorm always have."""

    def __init__(self, config):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(config["hidden_size"]))
        self.epsilon = config.get("norm_eps", 1e-5)

    def forward(self, hidden):
        return F.layer_norm(hidden.float(), self.weight.shape, self.weight, None, self.epsilon)


class Layer(nn.Module):
    def __init__(self, config, number):
        super().__init__()
        hidden, inner = config["hidden_size"], config["intermediate_size"]
        self.heads = config["num_attention_heads"]
        self.attention_norm = Norm(config) if number > 0 else nn.Identity()
        self.query_key_value = nn.Linear(hidden, 3 * hidden, bias=False)
        self.output = nn.Linear(hidden, hidden, bias=False)
        self.norm = Norm(config)
        self.widen = nn.Linear(hidden, 2 * inner, bias=False)
        self.narrow = nn.Linear(inner, hidden, bias=False)
        self.sees_all = number % config["global_attn_every_n_layers"] == 0

    def forward(self, hidden, angles, masks):
        cosines, sines = angles[self.sees_all]
        rows, columns, width = hidden.shape
        states = self.query_key_value(self.attention_norm(hidden)).view(rows, columns, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        query, key, value = states.unbind(0)
        query, key = turn(query, cosines, sines), turn(key, cosines, sines)
        mask = masks[self.sees_all]
        if hasattr(F, "scaled_dot_product_attention"):
            context = F.scaled_dot_product_attention(query, key, value, mask)
        else:
            scores = query @ key.transpose(-1, -2) / math.sqrt(query.shape[-1])
            context = (scores if mask is None else scores + mask).softmax(-1) @ value
        hidden = hidden + self.output(context.transpose(1, 2).reshape(rows, columns, width))
        wide, gate = self.widen(self.norm(hidden)).chunk(2, dim=-1)
        return hidden + self.narrow(F.gelu(wide) * gate)


def turn(states, cosines, sines):
    left, right = states.chunk(2, dim=-1)
    return torch.cat((left * cosines - right * sines, right * cosines + left * sines), dim=-1)


class ModernBert(nn.Module):
    def __init__(self, config):
        super().__init__()
        hidden = config["hidden_size"]
        self.config = config
        self.words = nn.Embedding(config["vocab_size"], hidden)
        self.norm, self.final_norm, self.head_norm = Norm(config), Norm(config), Norm(config)
        self.layers = nn.ModuleList(Layer(config, number) for number in range(config["num_hidden_layers"]))
        self.dense = nn.Linear(hidden, hidden, bias=False)
        self.bias = nn.Parameter(torch.zeros(config["vocab_size"]))

    def angles(self, columns, kind):
        size = self.config["hidden_size"] // self.config["num_attention_heads"]
        found = {}
        for sees_all, key in ((True, "global_rope_theta"), (False, "local_rope_theta")):
            steps = self.config[key] ** -(torch.arange(0, size, 2) / size)
            turns = torch.outer(torch.arange(columns).float(), steps)
            found[sees_all] = (turns.cos().to(kind), turns.sin().to(kind))
        return found

    def masks(self, columns, mask, kind):
        """Additive masks of layers that see every token and of those that see a window."""
        distance = (torch.arange(columns)[:, None] - torch.arange(columns)).abs()
        far = (distance > self.config["local_attention"] // 2)[None, None]
        hidden = None if mask is None else (mask == 0)[:, None, None, :]
        additive = lambda left_out: torch.zeros(left_out.shape, dtype=kind).masked_fill_(left_out, torch.finfo(kind).min)
        if hidden is None:
            return {True: None, False: additive(far) if far.any() else None}
        return {True: additive(hidden), False: additive(hidden | far)}

    def forward(self, ids, angles, masks, places=None):
        """places index the flattened batch: the positions that are scored."""
        hidden = self.norm(self.words(ids))
        for layer in self.layers:
            hidden = layer(hidden, angles, masks)
        hidden = self.final_norm(hidden)
        if places is not None:
            hidden = hidden.flatten(0, 1)[places]
        return F.linear(self.head_norm(F.gelu(self.dense(hidden))), self.words.weight, self.bias)


def names(model):
    """Every parameter with its name in a checkpoint."""
    outer = {"words.weight": "model.embeddings.tok_embeddings.weight", "norm.weight": "model.embeddings.norm.weight", "final_norm.weight": "model.final_norm.weight",
             "head_norm.weight": "head.norm.weight", "dense.weight": "head.dense.weight", "bias": "decoder.bias"}
    inner = {"attention_norm": "attn_norm", "query_key_value": "attn.Wqkv", "output": "attn.Wo", "norm": "mlp_norm", "widen": "mlp.Wi", "narrow": "mlp.Wo"}
    for name, parameter in model.named_parameters():
        if name.startswith("layers."):
            _, number, part, _ = name.split(".")
            yield f"model.layers.{number}.{inner[part]}.weight", parameter
        else:
            yield outer[name], parameter


def check(folder):
    """Exits with an error unless outputs and gradients are the recorded ones."""
    with open(os.path.join(folder, "config.json")) as text:
        config = json.load(text)
    weights, inputs, outputs, grads = (read_safetensors(os.path.join(folder, name + ".safetensors")) for name in ("model", "inputs", "outputs", "grads"))
    model = ModernBert(config)
    with torch.no_grad():
        for name, parameter in names(model):
            parameter.copy_(weights[name])
    ids, mask = inputs["input_ids"], inputs["attention_mask"]
    logits = model(ids, model.angles(ids.shape[1], torch.float32), model.masks(ids.shape[1], mask, torch.float32))
    F.cross_entropy(logits.flatten(0, 1), inputs["labels"].flatten()).backward()
    worst = {"logits": difference(outputs["logits"][mask == 1], logits.detach()[mask == 1])}
    for name, parameter in names(model):
        worst[name] = difference(grads[name], parameter.grad)
    print(json.dumps({"check": folder, "relative_difference": worst}))
    if max(worst.values()) > 1e-4:
        sys.exit("the peer does not reproduce the recorded answers")


def make_batches(options, vocabulary):
    """Ids and masked positions are functions of their places, so that every program sees the same."""
    batches = []
    for number in range(options.batches):
        ids = torch.tensor([[1000 + (number * 7919 + row * 104729 + column * 31) % (vocabulary - 1000) for column in range(options.length)] for row in range(options.rows)])
        flat = torch.arange(ids.numel())
        places = flat[(flat * 31 + number * 7) % 20 < 3]
        batches.append((ids, places, ids.flatten()[places].clone()))
    return batches


def measure(options):
    torch.manual_seed(0)
    if options.threads:
        torch.set_num_threads(options.threads)
    with open(options.config) as text:
        config = json.load(text)
    model = ModernBert(config).train()
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.dim() > 1:
                parameter.normal_(0, config["initializer_range"])
    lower = options.precision == "bf16"
    kind = torch.bfloat16 if lower else torch.float32
    angles, masks = model.angles(options.length, kind), model.masks(options.length, None, kind)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, betas=(0.9, 0.98), eps=1e-6, weight_decay=0.01)
    batches = make_batches(options, config["vocab_size"])

    def step(batch):
        ids, places, labels = batch
        optimizer.zero_grad(set_to_none=True)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=lower):
            logits = model(ids, angles, masks, places)
        loss = F.cross_entropy(logits.float(), labels)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        return loss.item()

    first_loss = last_loss = step(batches[0])
    rounds = []
    for _ in range(options.rounds):
        begin = time.perf_counter()
        for batch in batches:
            last_loss = step(batch)
        rounds.append((time.perf_counter() - begin) / len(batches))
    tokens = options.rows * options.length
    print(json.dumps({"program": "torch", "torch": torch.__version__, "precision": options.precision, "threads": torch.get_num_threads(),
                      "wait_policy": os.environ.get("OMP_WAIT_POLICY", "default"), "seconds_per_step": min(rounds), "tokens_per_second": tokens / min(rounds),
                      "first_loss": first_loss, "last_loss": last_loss, "rounds": rounds,
                      "peak_memory_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("check").add_argument("folder")
    timing = verbs.add_parser("time")
    timing.add_argument("--config", required=True)
    timing.add_argument("--rows", type=int, default=16)
    timing.add_argument("--length", type=int, default=128)
    timing.add_argument("--batches", type=int, default=8)
    timing.add_argument("--precision", choices=["fp32", "bf16"], default="bf16")
    timing.add_argument("--threads", type=int, default=0)
    timing.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    check(options.folder) if options.verb == "check" else measure(options)


if __name__ == "__main__":
    main()
