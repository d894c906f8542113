namespace PastaGen.LibTorch;

/// <summary>The place of a process among those that compute together, and where they meet.</summary>
/// <param name="Rank">Its number, counted from 0.</param>
/// <param name="Size">How many there are.</param>
/// <param name="Address">The host where they meet.</param>
/// <param name="Port">The port where they meet.</param>
public sealed record ProcessPlace(int Rank, int Size, string Address, int Port)
{
    /// <summary>Whether the process of rank 0 serves the meeting place; not where the program that started them does.</summary>
    public bool FirstServes { get; init; } = true;

    /// <summary>Keeps apart groups that meet at one place, such as a later attempt from an earlier one.</summary>
    public string Prefix { get; init; } = "pastagen";

    /// <summary>The network interface by which this process can be reached, such as <c>eth0</c>; null leaves it to the machine's name.</summary>
    public string? NetworkInterface { get; init; }
}
