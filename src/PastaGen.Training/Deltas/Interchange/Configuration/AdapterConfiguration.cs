using PastaGen.Modules;
using PastaGen.Text;

namespace PastaGen.Training;

/// <summary>What an <c>adapter_config.json</c> of the Python PEFT library says.</summary>
internal sealed class AdapterConfiguration
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "adapter_config.json";

    /// <summary>The name of the file of tensors beside it.</summary>
    public const string TensorsName = "adapter_model.safetensors";

    // Keys that every method's configuration has; the tensors show what is adapted, and which other modules are saved.
    private static readonly string[] OfEveryMethod =
        ["peft_type", "task_type", "peft_version", "auto_mapping", "base_model_name_or_path", "revision", "inference_mode", "modules_to_save", "target_modules", "exclude_modules"];

    private readonly JsonSettings settings;

    private AdapterConfiguration(JsonSettings settings) => this.settings = settings;

    /// <summary>The file.</summary>
    public string Path => settings.Path;

    /// <summary>What it says.</summary>
    public IConfigSettings Settings => settings;

    /// <summary>The library's word for the method.</summary>
    public string Type => Settings.Text("peft_type");

    /// <summary>The library's word for what the head does; null where the file does not say it.</summary>
    public string? TaskType => settings.Text("task_type");

    /// <summary>Reads the file of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="BadInputException">The folder is none of the library's, or the file cannot be read.</exception>
    public static AdapterConfiguration Open(string folder)
    {
        if (!Directory.Exists(folder)) throw new BadInputException($"{folder}: there is no such folder; expected one with {FileName} and {TensorsName}");
        var path = System.IO.Path.Combine(folder, FileName);
        if (!File.Exists(path)) throw new BadInputException($"{folder}: holds no {FileName}; expected an adapter folder of the Python PEFT library{(DeltaFile.In(folder) is { } delta ? $", or a delta, such as the {delta} in it" : "")}");
        if (!File.Exists(System.IO.Path.Combine(folder, TensorsName)))
            throw new BadInputException(File.Exists(System.IO.Path.Combine(folder, "adapter_model.bin"))
                ? $"{folder}: holds its tensors as adapter_model.bin only, which is not supported; save them as {TensorsName}"
                : $"{folder}: holds no {TensorsName} beside its {FileName}");
        var configuration = new AdapterConfiguration(JsonSettings.Open(path));
        if (!configuration.Settings.Has("peft_type"))
            throw new BadInputException($"{path}: the key \"peft_type\" is missing, so it is not a file of the Python PEFT library; other libraries have files of this name too");
        return configuration;
    }

    /// <summary>The settings that the file stands for, for one method.</summary>
    /// <param name="format">How files hold the method.</param>
    /// <exception cref="BadInputException">It says what the method does not do, or what is not known here.</exception>
    public IReadOnlyDictionary<string, double> SettingsFor(PythonFormat format)
    {
        var observed = new ObservedSettings(settings);
        var found = format.Settings(observed);
        if (settings.Keys.FirstOrDefault(key => Settings.IsSet(key) && !observed.Read.Contains(key) && !OfEveryMethod.Contains(key) && !format.WithoutInfluence.Contains(key)) is { } unknown)
            throw Settings.Refused(unknown, "absent, because this program does not do what it asks for");
        return found;
    }

    /// <summary>What a declaration must say beside those settings.</summary>
    /// <param name="format">How files hold the method.</param>
    public IReadOnlyDictionary<string, double> Declared(PythonFormat format) => format.Declared(Settings);
}
