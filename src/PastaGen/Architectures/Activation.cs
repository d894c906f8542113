namespace PastaGen;

/// <summary>An element-wise non-linearity.</summary>
public enum Activation
{
    /// <summary><c>x * 0.5 * (1 + erf(x / sqrt 2))</c>.</summary>
    Gelu,

    /// <summary>The approximation <c>x * 0.5 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3)))</c>.</summary>
    GeluTanh,

    /// <summary><c>max(x, 0)</c>.</summary>
    Relu,

    /// <summary><c>x * sigmoid(x)</c>.</summary>
    Silu,

    /// <summary><c>tanh x</c>.</summary>
    Tanh,
}
