using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    /// <content>A tensor as text.</content>
    public partial class Tensor
    {
        /// <summary>Shape, dtype and device in one line.</summary>
        public override string ToString() => IsInvalid
            ? "a disposed tensor"
            : string.Create(CultureInfo.InvariantCulture, $"[{string.Join("x", shape)}], type = {dtype}, device = {device}");
    }
}
