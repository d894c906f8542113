using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>Turns an adapter folder of the Python PEFT library into a delta, and a delta into such a folder: which of the two follows from what is there.</summary>
public static class AdapterConversion
{
    /// <summary>Converts.</summary>
    /// <param name="path">A delta, a folder that holds one as training writes it, or an adapter folder of the library.</param>
    /// <param name="definition">The model.</param>
    /// <param name="backbone">The folder of the backbone that the adapter or the delta belongs to.</param>
    /// <param name="output">The folder for what is written; made where it is missing.</param>
    /// <param name="command">The command that asked for it, which a delta records.</param>
    /// <param name="stop">Cancelled when it is to be given up; the output is then as it was before.</param>
    /// <exception cref="BadInputException">What is there is neither, does not fit the model or the backbone, or says what the other side cannot hold; or the output is taken.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public static ConversionReport Run(string path, ModelDefinition definition, string backbone, string output, string? command = null, CancellationToken stop = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentException.ThrowIfNullOrEmpty(output);
        var delta = DeltaAt(path);
        using var folder = BackboneFolder.Open(backbone);
        // In float32 whatever the delta was trained in, so that its tensors stay what they are.
        var options = new LoadOptions { Precision = Precision.Fp32 };
        if (delta is null)
        {
            OutputFolder.RequireWithout(output, DeltaFile.UsualName);
            using var adapter = PythonAdapter.Open(path, definition);
            using var read = adapter.LoadModel(folder, options);
            stop.ThrowIfCancellationRequested();
            var bytes = AtomicFolder.Write(output, DeltaFile.UsualName, made => DeltaFile.Save(Path.Combine(made, DeltaFile.UsualName), read, new DeltaDetails { Command = command }));
            return new(Path.Combine(output, DeltaFile.UsualName), adapter.Type, read.Model.TrainedTensors().Count(), bytes);
        }
        using var file = DeltaFile.Open(delta);
        using var model = file.LoadModel(definition, folder, options, readsText: false);
        return PythonAdapterWriter.Write(model, output, stop);
    }

    // The delta of a path; null where an adapter folder stands there.
    private static string? DeltaAt(string path)
    {
        if (File.Exists(path))
            return Path.GetFileName(path) is AdapterConfiguration.FileName or AdapterConfiguration.TensorsName
                ? throw new BadInputException($"{path}: is a file of an adapter folder of the Python PEFT library; name the folder")
                : path;
        if (!Directory.Exists(path)) throw new BadInputException($"{path}: there is no such file or folder");
        var delta = DeltaFile.In(path);
        return (File.Exists(Path.Combine(path, AdapterConfiguration.FileName)), delta is not null) switch
        {
            (true, false) => null,
            (false, true) => delta,
            (true, true) => throw new BadInputException($"{path}: holds an adapter of the Python PEFT library and a delta; to convert the delta, name {delta}"),
            _ => throw new BadInputException($"{path}: holds neither {AdapterConfiguration.FileName}, as an adapter folder of the Python PEFT library does, nor {DeltaFile.UsualName}, as training writes it"),
        };
    }
}
