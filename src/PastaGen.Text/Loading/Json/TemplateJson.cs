using System.Text.Json;

namespace PastaGen.Text;

/// <summary>Reads the post_processor of a tokenizer.json: which special tokens it inserts where.</summary>
internal static class TemplateJson
{
    /// <summary>The template, a bare one where the file has none, and how offsets are trimmed.</summary>
    /// <exception cref="BadInputException">A post-processor of another kind, or one that names what is not there.</exception>
    public static (SpecialTokenTemplate Template, OffsetTrimming? Trimming) Read(JsonFile file)
    {
        SpecialTokenTemplate? template = null;
        OffsetTrimming? trimming = null;
        if (JsonFile.Find(file.Root, "post_processor") is { } processor) Add(processor);
        return (template ?? SpecialTokenTemplate.Bare, trimming);

        void Add(JsonElement part)
        {
            switch (file.Text(part, "type"))
            {
                case "Sequence":
                    file.CheckKeys(part, "post_processor Sequence", "processors");
                    if (JsonFile.Find(part, "processors") is not { ValueKind: JsonValueKind.Array } parts)
                        throw file.Wrong("processors", "an array", JsonFile.Find(part, "processors"));
                    foreach (var inner in parts.EnumerateArray()) Add(inner);
                    break;
                case "ByteLevel":
                    file.CheckKeys(part, "post_processor ByteLevel", "add_prefix_space", "trim_offsets", "use_regex");
                    trimming = Trimming(file, part);
                    break;
                case "TemplateProcessing":
                    file.CheckKeys(part, "TemplateProcessing", "single", "pair", "special_tokens");
                    Take(new SpecialTokenTemplate(Slots(file, part, "single", texts: 1), Slots(file, part, "pair", texts: 2)));
                    break;
                case "BertProcessing":
                    file.CheckKeys(part, "BertProcessing", "cls", "sep");
                    Take(SpecialTokenTemplate.Bert(NamedToken(file, part, "cls"), NamedToken(file, part, "sep")));
                    break;
                case "RobertaProcessing":
                    file.CheckKeys(part, "RobertaProcessing", "cls", "sep", "trim_offsets", "add_prefix_space");
                    Take(SpecialTokenTemplate.Roberta(NamedToken(file, part, "cls"), NamedToken(file, part, "sep")));
                    trimming = Trimming(file, part);
                    break;
                case var other:
                    throw new BadInputException(
                        $"{file.Path}: the post_processor is of the kind {other ?? "without a type"}; supported are TemplateProcessing, BertProcessing, RobertaProcessing, ByteLevel and Sequence");
            }
        }

        void Take(SpecialTokenTemplate found)
        {
            if (template is not null) throw new BadInputException($"{file.Path}: the post_processor has two templates; expected one");
            template = found;
        }
    }

    private static OffsetTrimming? Trimming(JsonFile file, JsonElement part) =>
        file.Boolean(part, "trim_offsets") ?? true ? new OffsetTrimming(file.Boolean(part, "add_prefix_space") ?? true) : null;

    private static List<SpecialTokenTemplate.Slot> Slots(JsonFile file, JsonElement processor, string key, int texts)
    {
        if (JsonFile.Find(processor, key) is not { ValueKind: JsonValueKind.Array } pieces)
            throw file.Wrong(key, "an array of template pieces", JsonFile.Find(processor, key));
        var slots = new List<SpecialTokenTemplate.Slot>();
        foreach (var piece in pieces.EnumerateArray())
        {
            if (JsonFile.Find(piece, "Sequence") is { } sequence)
            {
                var index = file.Text(sequence, "id") switch { "A" => 0, "B" => 1, _ => throw file.Wrong(key, "a template of the texts A and B", piece) };
                slots.Add(SpecialTokenTemplate.Slot.Text(index, file.Integer(sequence, "type_id") ?? 0));
            }
            else if (JsonFile.Find(piece, "SpecialToken") is { } token)
            {
                slots.AddRange(Tokens(file, processor, token));
            }
            else
            {
                throw file.Wrong(key, "pieces that are a Sequence or a SpecialToken", piece);
            }
        }
        for (var index = 0; index < texts; index++)
            if (slots.Count(slot => slot.TextIndex == index) != 1 || slots.Any(slot => slot.TextIndex >= texts))
                throw file.Wrong(key, texts == 1 ? "a template with the text A once" : "a template with the texts A and B once each", pieces);
        return slots;
    }

    // One special token of a template may stand for several ids.
    private static IEnumerable<SpecialTokenTemplate.Slot> Tokens(JsonFile file, JsonElement processor, JsonElement piece)
    {
        var name = file.Text(piece, "id") ?? throw file.Wrong("id", "a special token's name", null);
        var typeId = file.Integer(piece, "type_id") ?? 0;
        if (JsonFile.Find(processor, "special_tokens") is not { } tokens || JsonFile.Find(tokens, name) is not { } token
            || JsonFile.Find(token, "ids") is not { ValueKind: JsonValueKind.Array } ids)
            throw file.Wrong("special_tokens", $"an object with the ids of \"{name}\"", JsonFile.Find(processor, "special_tokens"));
        var spellings = JsonFile.Find(token, "tokens") is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Where(spelling => spelling.ValueKind == JsonValueKind.String).Select(spelling => file.String(name, spelling)).ToList()
            : [];
        return ids.EnumerateArray().Select((id, place) => SpecialTokenTemplate.Slot.Token(
            place < spellings.Count ? spellings[place] : name,
            JsonFile.IsId(id, out var value) ? value : throw file.Wrong(name, JsonFile.ExpectedId, id),
            typeId));
    }

    private static SpecialTokenTemplate.Slot NamedToken(JsonFile file, JsonElement processor, string key)
    {
        if (JsonFile.Find(processor, key) is { ValueKind: JsonValueKind.Array } pair && pair.GetArrayLength() == 2
            && pair[0].ValueKind == JsonValueKind.String && JsonFile.IsId(pair[1], out var id))
            return SpecialTokenTemplate.Slot.Token(file.String(key, pair[0]), id);
        throw file.Wrong(key, "a token and its id", JsonFile.Find(processor, key));
    }
}
