namespace TorchSharp;

public static partial class torch
{
    /// <summary>Building blocks of neural networks.</summary>
    public static partial class nn
    {
        /// <summary>What becomes of a loss's elements.</summary>
        public enum Reduction
        {
            /// <summary>They stay.</summary>
            None = 0,
            /// <summary>Their mean.</summary>
            Mean = 1,
            /// <summary>Their sum.</summary>
            Sum = 2,
        }
    }
}
