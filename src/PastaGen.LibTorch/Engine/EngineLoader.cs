using System.Reflection;
using System.Runtime.InteropServices;
using PastaGen.LibTorch.Interop;

namespace PastaGen.LibTorch.Engine;

/// <summary>Brings the engine up on the first native call: finds libtorch, builds the shim if need be, loads it, sets the threads.</summary>
internal static class EngineLoader
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, nint> Extras = [];
    private static nint library;
    private static EngineUnavailableException? failure;

    /// <summary>The libtorch that was loaded; null before the first call.</summary>
    internal static LibTorch? Loaded { get; private set; }

    /// <summary>The shim's path; null before the first call.</summary>
    internal static string? ShimPath { get; private set; }

    /// <summary>Answers the runtime when it looks for the shim.</summary>
    internal static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == ShimLibrary.Core.Name ? Load() : ShimLibrary.Extras.FirstOrDefault(extra => extra.Name == name) is { } library ? LoadExtra(library) : 0;

    /// <summary>Loads the engine; does nothing where it is loaded.</summary>
    /// <exception cref="EngineUnavailableException">libtorch, its headers or a compiler is missing.</exception>
    internal static void EnsureLoaded() => _ = Native.pastagen_num_threads();

    private static nint Load()
    {
        lock (Gate)
        {
            if (library != 0) return library;
            if (failure is not null) throw failure;
            try
            {
                library = LoadOnce();
                // The shim's functions resolve through this very method, which answers at once from here on.
                ThreadPolicy.AfterLoading();
                return library;
            }
            catch (EngineUnavailableException error)
            {
                failure = error;
                throw;
            }
        }
    }

    private static nint LoadOnce()
    {
        var libTorch = LibTorchLocator.Find(Environment.GetEnvironmentVariable(LibTorchLocator.Variable), "/", ["python3", "/usr/bin/python3"]);
        var shim = ShimBuilder.Build(ShimLibrary.Core, libTorch, CacheFolder, Compiler.Candidates);
        ThreadPolicy.BeforeLoading();
        GeneratedKernels.BeforeLoading();
        var handle = Open(shim);
        (Loaded, ShimPath) = (libTorch, shim);
        return handle;
    }

    // Built when it is first asked for: few programs need it, and one that cannot be built takes nothing else away.
    private static nint LoadExtra(ShimLibrary extra)
    {
        EnsureLoaded();
        lock (Gate)
        {
            if (!Extras.TryGetValue(extra.Name, out var handle))
                Extras[extra.Name] = handle = Open(ShimBuilder.Build(extra, Loaded!, CacheFolder, Compiler.Candidates));
            return handle;
        }
    }

    private static nint Open(string shim)
    {
        try
        {
            return NativeLibrary.Load(shim);
        }
        catch (DllNotFoundException error)
        {
            throw EngineMessages.LoadFailed(shim, Reason(error));
        }
    }

    /// <summary>What the system's loader said: the runtime puts it last, after advice of its own over several lines.</summary>
    internal static string Reason(DllNotFoundException error) =>
        error.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1];

    // The specification of the variable says to ignore a path that is not absolute.
    private static string CacheFolder => Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { } named && Path.IsPathFullyQualified(named)
        ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
}
