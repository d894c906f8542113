using System.Runtime.InteropServices;
using PastaGen.Modules;
using PastaGen.Text;
using PastaGen.Text.Data;
using static TorchSharp.torch;

namespace PastaGen.Training;

/// <summary>
/// Reads a batch from a safetensors file of tensors by name: <c>input_ids</c>, and where present <c>attention_mask</c>,
/// <c>token_type_ids</c>, <c>special_ordinal</c>, all whole numbers <c>[batch, sequence]</c>, and <c>labels</c>. Others are ignored.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="config">The encoder that reads the batch.</param>
/// <param name="device">Where the batch shall live.</param>
public sealed class TensorFileBatch(SafetensorsFile file, EncoderConfig config, Device device)
{
    /// <summary>How many of the encoder's positions adaptations take of every row.</summary>
    public int PositionsTaken { get; init; }

    /// <summary>Reads the batch.</summary>
    /// <param name="occurrences">The most special tokens that a row may have; null where the model does not look at them.</param>
    /// <param name="tokenizer">Finds special tokens where the file does not say where they are; called only then.</param>
    /// <param name="labelCount">Number of labels; 0 where there is no head, and labels are not read.</param>
    /// <param name="labels">What the labels are: ids of rows, ids of tokens, a number a row, or a number for each label of a row.</param>
    /// <param name="answersVirtualTokens">Whether heads for tokens answer for virtual tokens too.</param>
    public TokenBatch Read(int? occurrences, Func<TextEncoder> tokenizer, int labelCount, TargetKind labels = TargetKind.Class, bool answersVirtualTokens = false)
    {
        var ids = Integers("input_ids", out var shape);
        if (shape is not [var rows and > 0, var columns and > 0])
            throw Unexpected("input_ids", "the shape [batch, sequence]", $"[{string.Join(", ", shape)}]");
        CheckLength(ids, (int)columns);
        CheckRange("input_ids", ids, columns, 0, config.VocabularySize - 1L, "the encoder's vocabulary");

        var mask = Grid("attention_mask", shape) ?? Filled(ids.Length, 1);
        CheckRange("attention_mask", mask, columns, 0, 1, "a mask");
        var types = config.TokenTypeCount < 2 ? null : Grid("token_type_ids", shape);
        if (types is not null) CheckRange("token_type_ids", types, columns, 0, config.TokenTypeCount - 1L, "the encoder's token types");
        var ordinals = occurrences is { } most ? Ordinals(ids, mask, shape, most, tokenizer) : null;
        var read = labelCount == 0 || !file.Contains("labels") ? null : labels switch
        {
            TargetKind.Tags => BatchLabels.OfPlaces(Labels(shape, labelCount)),
            TargetKind.Number => Numbers([rows]),
            TargetKind.Classes => Numbers([rows, labelCount]),
            _ => BatchLabels.OfRows(Labels([rows], labelCount)),
        };
        return BatchTensors.Create((int)rows, ids, mask, types ?? new long[ids.Length], ordinals, read, config, device, answersVirtualTokens);
    }

    // Where padding has no position, columns beyond the last position may hold padding; but distances count columns, whatever they hold, and so
    // do adaptations that move positions on.
    private void CheckLength(long[] ids, int columns)
    {
        if (config.KnowsDistances && columns > config.PositionCount)
            throw Unexpected("input_ids", $"at most {config.PositionCount} columns, because the encoder has vectors for the distances between so many", $"{columns}");
        var counted = config.PositionNumbering == PositionNumbering.AfterPadding && PositionsTaken == 0;
        var (longest, whose) = (config.LongestInput - PositionsTaken, PositionsTaken == 0 ? "as many" : $"and {PositionsTaken} vectors of adaptations before each, as many together");
        for (var start = 0; start < ids.Length; start += columns)
        {
            var length = counted ? columns - ids.AsSpan(start, columns).Count(config.PadTokenId) : columns;
            if (length > longest)
                throw Unexpected(
                    "input_ids", $"at most {longest} {(counted ? "tokens beside padding in a row" : "columns")}, {whose} as the encoder has positions",
                    counted ? $"{length} in row {start / columns}" : $"{length}");
        }
    }

    private long[] Ordinals(long[] ids, long[] mask, long[] shape, int occurrences, Func<TextEncoder> tokenizer)
    {
        var columns = (int)shape[1];
        var ordinals = Grid("special_ordinal", shape);
        if (ordinals is null)
        {
            var encoder = tokenizer();
            ordinals = new long[ids.Length];
            for (var start = 0; start < ids.Length; start += columns)
                encoder.SpecialOrdinals(ids.AsSpan(start, columns), mask.AsSpan(start, columns)).CopyTo(ordinals, start);
        }
        CheckRange("special_ordinal", ordinals, columns, 0, occurrences, "the adaptation's occurrences");
        return ordinals;
    }

    private BatchLabels Numbers(long[] shape)
    {
        var entry = file["labels"];
        if (entry.Type.ScalarType is not ScalarType.Float32) throw Unexpected("labels", "numbers, F32", entry.Type.Name);
        if (!entry.Shape.SequenceEqual(shape)) throw Unexpected("labels", $"the shape [{string.Join(", ", shape)}]", $"[{string.Join(", ", entry.Shape)}]");
        return BatchLabels.OfNumbers(MemoryMarshal.Cast<byte, float>(file.Bytes(entry)).ToArray(), shape);
    }

    private long[] Labels(long[] shape, int labelCount)
    {
        var labels = Integers("labels", out var found);
        if (!found.SequenceEqual(shape))
            throw Unexpected("labels", $"the shape [{string.Join(", ", shape)}], as input_ids has rows{(shape.Length == 2 ? " and columns" : "")}", $"[{string.Join(", ", found)}]");
        for (var place = 0; place < labels.Length; place++)
            if ((labels[place] < 0 || labels[place] >= labelCount) && !(shape.Length == 2 && labels[place] == IgnoredLabel))
                throw Unexpected("labels", $"ids from 0 to {labelCount - 1}{(shape.Length == 2 ? $", or {IgnoredLabel} for what is ignored" : "")}", $"{labels[place]} at place {place}");
        return labels;
    }

    /// <summary>The label of a token that counts nowhere.</summary>
    public const int IgnoredLabel = -100;

    private long[]? Grid(string name, long[] shape)
    {
        if (!file.Contains(name)) return null;
        var values = Integers(name, out var found);
        return found.SequenceEqual(shape)
            ? values
            : throw Unexpected(name, $"the shape of input_ids, [{string.Join(", ", shape)}]", $"[{string.Join(", ", found)}]");
    }

    private long[] Integers(string name, out long[] shape)
    {
        var entry = file[name];
        shape = [.. entry.Shape];
        var bytes = file.Bytes(entry);
        if (entry.Type.ScalarType is ScalarType.Int64) return MemoryMarshal.Cast<byte, long>(bytes).ToArray();
        if (entry.Type.ScalarType is not ScalarType.Int32) throw Unexpected(name, "whole numbers, I64 or I32", entry.Type.Name);
        var narrow = MemoryMarshal.Cast<byte, int>(bytes);
        var values = new long[narrow.Length];
        for (var place = 0; place < values.Length; place++) values[place] = narrow[place];
        return values;
    }

    private void CheckRange(string name, long[] values, long columns, long least, long most, string what)
    {
        for (var place = 0; place < values.Length; place++)
            if (values[place] < least || values[place] > most)
                throw Unexpected(name, $"numbers from {least} to {most} ({what})", $"{values[place]} in row {place / columns}, column {place % columns}");
    }

    private static long[] Filled(int length, long value)
    {
        var values = new long[length];
        Array.Fill(values, value);
        return values;
    }

    private BadInputException Unexpected(string name, string expected, string found) =>
        new($"{file.Path}: the tensor \"{name}\": expected {expected}, found {found}");
}
