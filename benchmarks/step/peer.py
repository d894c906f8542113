"""The peer of the step benchmark: BERT with PASTA, or fully fine-tuned, as a careful person writes it in plain PyTorch.

    python3 peer.py check FOLDER                      holds the model to recorded outputs and gradients
    python3 peer.py time --config C --batches B ...   times training steps and prints one JSON object

The model freezes by requires_grad=False, adds the vectors in one indexed addition, sets gradients to None, and pads each batch to its
longest row. It needs torch alone: checkpoint files are read here.
"""
import argparse
import json
import math
import os
import resource
import struct
import sys
import time

import torch
from torch import nn
import torch.nn.functional as F

KINDS = {"F32": torch.float32, "I64": torch.int64, "I32": torch.int32, "BF16": torch.bfloat16}


def read_safetensors(path):
    with open(path, "rb") as file:
        (size,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(size))
        data = bytearray(file.read())
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        kind = KINDS[entry["dtype"]]
        count = math.prod(entry["shape"])
        tensors[name] = torch.frombuffer(data, dtype=kind, count=count, offset=begin).reshape(entry["shape"]) if count else torch.empty(entry["shape"], dtype=kind)
    return tensors


class Attention(nn.Module):
    def __init__(self, config):
        super().__init__()
        hidden = config["hidden_size"]
        self.heads = config["num_attention_heads"]
        self.query, self.key, self.value, self.output = (nn.Linear(hidden, hidden) for _ in range(4))
        self.norm = nn.LayerNorm(hidden, eps=config["layer_norm_eps"])
        self.attention_dropout = nn.Dropout(config["attention_probs_dropout_prob"])
        self.dropout = nn.Dropout(config["hidden_dropout_prob"])

    def split(self, states):
        return states.view(states.shape[0], states.shape[1], self.heads, -1).transpose(1, 2)

    def forward(self, hidden, mask):
        query, key, value = self.split(self.query(hidden)), self.split(self.key(hidden)), self.split(self.value(hidden))
        if hasattr(F, "scaled_dot_product_attention"):
            context = F.scaled_dot_product_attention(query, key, value, mask, self.attention_dropout.p if self.training else 0.0)
        else:
            scores = query @ key.transpose(-1, -2) / math.sqrt(query.shape[-1])
            if mask is not None:
                scores = scores + mask
            context = self.attention_dropout(scores.softmax(-1)) @ value
        context = context.transpose(1, 2).flatten(2)
        return self.norm(self.dropout(self.output(context)) + hidden)


class Layer(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.attention = Attention(config)
        self.widen = nn.Linear(config["hidden_size"], config["intermediate_size"])
        self.output = nn.Linear(config["intermediate_size"], config["hidden_size"])
        self.norm = nn.LayerNorm(config["hidden_size"], eps=config["layer_norm_eps"])
        self.dropout = nn.Dropout(config["hidden_dropout_prob"])
        self.tanh = config["hidden_act"] != "gelu"

    def forward(self, hidden, mask):
        hidden = self.attention(hidden, mask)
        widened = F.gelu(self.widen(hidden), approximate="tanh" if self.tanh else "none")
        return self.norm(self.dropout(self.output(widened)) + hidden)


class Bert(nn.Module):
    def __init__(self, config, labels, occurrences):
        super().__init__()
        hidden = config["hidden_size"]
        self.words = nn.Embedding(config["vocab_size"], hidden)
        self.positions = nn.Embedding(config["max_position_embeddings"], hidden)
        self.types = nn.Embedding(config["type_vocab_size"], hidden)
        self.norm = nn.LayerNorm(hidden, eps=config["layer_norm_eps"])
        self.layers = nn.ModuleList(Layer(config) for _ in range(config["num_hidden_layers"]))
        self.pooler = nn.Linear(hidden, hidden)
        self.head = nn.Linear(hidden, labels)
        self.dropout = nn.Dropout(config["hidden_dropout_prob"])
        self.vectors = nn.Parameter(torch.randn(config["num_hidden_layers"], occurrences, hidden) * 0.02) if occurrences else None

    def forward(self, ids, mask, types, special_places, special_ordinals):
        """special_places index the flattened batch; mask is None where nothing is padded."""
        columns = torch.arange(ids.shape[1], device=ids.device)
        hidden = self.dropout(self.norm(self.words(ids) + self.positions(columns) + self.types(types)))
        additive = None
        if mask is not None:
            additive = torch.zeros(mask.shape, dtype=hidden.dtype, device=ids.device).masked_fill_(mask == 0, torch.finfo(hidden.dtype).min)[:, None, None, :]
        for number, layer in enumerate(self.layers):
            if self.vectors is not None:
                added = self.dropout(self.vectors[number].to(hidden.dtype))[special_ordinals]
                hidden = hidden.flatten(0, 1).index_add(0, special_places, added).view(hidden.shape)
            hidden = layer(hidden, additive)
        pooled = self.dropout(torch.tanh(self.pooler(hidden[:, 0])))
        return self.head(pooled.to(self.head.weight.dtype))


def freeze(model, method):
    for parameter in model.parameters():
        parameter.requires_grad_(method == "full")
    if method == "pasta":
        model.vectors.requires_grad_(True)
        for parameter in model.head.parameters():
            parameter.requires_grad_(True)
    return [parameter for parameter in model.parameters() if parameter.requires_grad]


def load_backbone(model, file):
    names = {"words.weight": "embeddings.word_embeddings.weight", "positions.weight": "embeddings.position_embeddings.weight",
             "types.weight": "embeddings.token_type_embeddings.weight", "norm": "embeddings.LayerNorm", "pooler": "pooler.dense"}
    inner = {"attention.query": "attention.self.query", "attention.key": "attention.self.key", "attention.value": "attention.self.value",
             "attention.output": "attention.output.dense", "attention.norm": "attention.output.LayerNorm",
             "widen": "intermediate.dense", "output": "output.dense", "norm": "output.LayerNorm"}
    prefix = "bert." if any(name.startswith("bert.") for name in file) else ""
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if name == "vectors" or name.startswith("head."):
                continue
            if name.startswith("layers."):
                _, number, rest = name.split(".", 2)
                owner, kind = rest.rsplit(".", 1)
                source = f"encoder.layer.{number}.{inner[owner]}.{kind}"
            else:
                owner, kind = name.rsplit(".", 1)
                source = names.get(name) or f"{names[owner]}.{kind}"
            parameter.copy_(file[prefix + source])


def check(folder):
    """Exits with an error unless outputs and gradients are the recorded ones."""
    with open(os.path.join(folder, "config.json")) as text:
        config = json.load(text)
    backbone, delta, inputs, outputs, grads = (read_safetensors(os.path.join(folder, name + ".safetensors")) for name in ("model", "delta", "inputs", "outputs", "grads"))
    model = Bert(config, delta["head.weight"].shape[0], delta["vectors"].shape[1]).eval()
    load_backbone(model, backbone)
    with torch.no_grad():
        for name, tensor in delta.items():
            model.get_parameter(name).copy_(tensor)
    freeze(model, "pasta")
    ordinals = inputs["special_ordinal"].flatten()
    places = ordinals.nonzero().flatten()
    logits = model(inputs["input_ids"], inputs["attention_mask"], inputs["token_type_ids"], places, ordinals[places] - 1)
    F.cross_entropy(logits, inputs["labels"]).backward()
    worst = {"logits": difference(outputs["logits"], logits.detach())}
    for name, expected in grads.items():
        worst[name] = difference(expected, model.get_parameter(name).grad)
    print(json.dumps({"check": folder, "relative_difference": worst}))
    if max(worst.values()) > 1e-4:
        sys.exit("the peer does not reproduce the recorded answers")


def difference(expected, found):
    return float((expected - found).norm() / expected.norm())


def make_batches(path, vocabulary, device):
    """One batch per line: the lengths of its rows. Ids are drawn from the line's number, so that every program sees the same."""
    batches = []
    with open(path) as lines:
        for number, line in enumerate(lines):
            lengths = json.loads(line)
            longest = max(lengths)
            ids = torch.zeros(len(lengths), longest, dtype=torch.int64)
            mask = torch.zeros_like(ids)
            ordinals = torch.zeros_like(ids)
            for row, length in enumerate(lengths):
                ids[row, :length] = torch.tensor([1000 + (number * 7919 + row * 104729 + column * 31) % (vocabulary - 1000) for column in range(length)])
                mask[row, :length] = 1
                ordinals[row, 0], ordinals[row, length - 1] = 1, 2
            places = ordinals.flatten().nonzero().flatten()
            batch = {"ids": ids, "mask": None if min(lengths) == longest else mask, "types": torch.zeros_like(ids), "places": places,
                     "ordinals": ordinals.flatten()[places] - 1, "labels": torch.arange(len(lengths)) % 2}
            batches.append({name: tensor if tensor is None else tensor.to(device) for name, tensor in batch.items()})
    return batches


def measure(options):
    torch.manual_seed(0)
    if options.threads:
        torch.set_num_threads(options.threads)
    device = torch.device(options.device)
    if device.type == "cuda":
        torch.backends.cuda.matmul.allow_tf32 = options.tf32
    with open(options.config) as text:
        config = json.load(text)
    with torch.no_grad():
        model = Bert(config, 2, 2 if options.method == "pasta" else 0).train()
    trained = freeze(model, options.method)
    model.to(device)
    autocast = options.precision == "bf16" and options.method == "full"
    if options.precision == "bf16" and not autocast:
        for parameter in model.parameters():
            if not parameter.requires_grad:
                parameter.data = parameter.data.bfloat16()
    optimizer = torch.optim.AdamW(trained, lr=1e-3, weight_decay=0.0)
    batches = make_batches(options.batches, config["vocab_size"], device)
    forward = torch.compile(model) if options.compile else model

    def step(batch):
        optimizer.zero_grad(set_to_none=True)
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=autocast):
            logits = forward(batch["ids"], batch["mask"], batch["types"], batch["places"], batch["ordinals"])
        loss = F.cross_entropy(logits.float(), batch["labels"])
        loss.backward()
        nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        return loss.item()

    for batch in batches if options.compile else batches[:1]:
        step(batch)
    rounds = []
    for _ in range(options.rounds):
        begin = time.perf_counter()
        for batch in batches:
            step(batch)
        rounds.append((time.perf_counter() - begin) / len(batches))
    peak = torch.cuda.max_memory_allocated() if device.type == "cuda" else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"program": "torch.compile" if options.compile else "torch", "torch": torch.__version__, "method": options.method, "precision": options.precision,
                      "device": options.device, "threads": torch.get_num_threads(), "wait_policy": os.environ.get("OMP_WAIT_POLICY", "default"),
                      "seconds_per_step": min(rounds), "rounds": rounds, "peak_memory_bytes": peak}))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("check").add_argument("folder")
    timing = verbs.add_parser("time")
    timing.add_argument("--config", required=True)
    timing.add_argument("--batches", required=True)
    timing.add_argument("--method", choices=["pasta", "full"], default="pasta")
    timing.add_argument("--precision", choices=["fp32", "bf16"], default="fp32")
    timing.add_argument("--device", default="cpu")
    timing.add_argument("--threads", type=int, default=0)
    timing.add_argument("--rounds", type=int, default=3)
    timing.add_argument("--compile", action="store_true")
    timing.add_argument("--tf32", action="store_true")
    options = parser.parse_args()
    check(options.folder) if options.verb == "check" else measure(options)


if __name__ == "__main__":
    main()
