namespace PastaGen.Training;

/// <summary>
/// Seeds of the engine's generator. Every random choice of a run is a pure function of the run's seed, what it is for, and where in
/// the run it is made; nothing random needs to be saved, and a stopped run draws the same again.
/// </summary>
public static class RandomSeeds
{
    private enum Purpose
    {
        Initialization = 1,
        Dropout = 2,
    }

    /// <summary>The seed of the values that adaptations and heads begin with.</summary>
    /// <param name="seed">The run's seed.</param>
    public static long ForInitialization(long seed) => Mix(seed, Purpose.Initialization, 0, 0);

    /// <summary>The seed of the dropout of one forward pass.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="step">The update's number, counted from 0.</param>
    /// <param name="microBatch">The place of the batch within the process's part of the update, counted from 0.</param>
    /// <param name="rank">The process's number among those that train together.</param>
    public static long ForDropout(long seed, long step, int microBatch, int rank = 0) => Mix(seed, Purpose.Dropout, step, ((long)rank << 32) | (uint)microBatch);

    // The output function of SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators") over each part in turn.
    private static long Mix(long seed, Purpose purpose, long step, long part)
    {
        var state = Scramble((ulong)seed);
        state = Scramble(state ^ (ulong)purpose);
        state = Scramble(state ^ (ulong)step);
        state = Scramble(state ^ (ulong)part);
        return (long)(state & long.MaxValue);
    }

    private static ulong Scramble(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
