namespace TorchSharp;

public static partial class torch
{
    /// <summary>What stands at one place of an indexing expression: a number, a range, a mask, a list of places, ...</summary>
    public struct TensorIndex
    {
        internal enum IndexKind { None, Single, Slice, Ellipsis, Mask, Tensor }

        internal IndexKind Kind { get; private init; }
        internal long? Start { get; private init; }
        internal long? Stop { get; private init; }
        internal long? Step { get; private init; }
        internal torch.Tensor? Places { get; private init; }

        /// <summary>As many whole dimensions as are left over.</summary>
        public static TensorIndex Ellipsis = new() { Kind = IndexKind.Ellipsis };

        /// <summary>A new dimension of size one.</summary>
        public static TensorIndex None = new() { Kind = IndexKind.None };

        /// <summary>A new dimension of size one.</summary>
        public static TensorIndex Null = new() { Kind = IndexKind.None };

        /// <summary>A whole dimension.</summary>
        public static TensorIndex Colon = new() { Kind = IndexKind.Slice };

        /// <summary>From <paramref name="start"/> to before <paramref name="stop"/>, in steps; negative numbers count from the end.</summary>
        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new() { Kind = IndexKind.Slice, Start = start, Stop = stop, Step = step };

        /// <summary>A range of a dimension.</summary>
        public static TensorIndex Slice(Range range) => Slice(Number(range.Start), range.End is { IsFromEnd: true, Value: 0 } ? null : Number(range.End));

        /// <summary>A range of a dimension.</summary>
        public static TensorIndex Slice((int? start, int? end) range) => Slice(range.start, range.end);

        /// <summary>All or nothing, in a new dimension.</summary>
        public static TensorIndex Bool(bool value) => new() { Kind = IndexKind.Mask, Start = value ? 1 : 0 };

        /// <summary>One place of a dimension, which goes away; null is a new dimension.</summary>
        public static TensorIndex Single(long? index) => index is null ? None : new() { Kind = IndexKind.Single, Start = index };

        /// <summary>A list of places, or a mask.</summary>
        public static TensorIndex Tensor(torch.Tensor tensor) => new() { Kind = IndexKind.Tensor, Places = tensor };

        /// <summary>One place of a dimension, which goes away.</summary>
        public static implicit operator TensorIndex(long value) => Single(value);

        /// <summary>A range of a dimension.</summary>
        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);

        /// <summary>One place of a dimension, perhaps counted from its end.</summary>
        public static implicit operator TensorIndex(Index index) => Single(Number(index));

        /// <summary>A range of a dimension.</summary>
        public static implicit operator TensorIndex(Range range) => Slice(range);

        private static long Number(Index index) => index.IsFromEnd ? -index.Value : index.Value;
    }
}
