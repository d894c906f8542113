// Usage: dotnet run -c Release -- [TRAIN OTHER [--task NAME] [--encoding latin1] [--text-column C] [--label-column C] [--limit N]]
// With two files: the accuracy of a bag of words that learns from the first, on the second. Without any: checks every set in data/.
using System.Globalization;
using PastaGen.Data.Benchmarks;
using PastaGen.Text;
using PastaGen.Text.Data;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
try
{
    if (args.Length == 0) return ShippedSets.Check(Console.Out) ? 0 : 1;
    string[] files = [.. args.TakeWhile(argument => !argument.StartsWith("--", StringComparison.Ordinal))];
    if (files.Length != 2) throw new BadInputException("expected two files, to learn from and to be judged by, or none");
    var options = new DataOptions
    {
        Task = Value("--task") is { } task ? DataTask.Named(task) : null,
        Encoding = Value("--encoding") == "latin1" ? FileEncoding.Latin1 : FileEncoding.Utf8,
        TextColumn = Value("--text-column"),
        LabelColumn = Value("--label-column"),
    };
    var limit = Value("--limit") is { } number ? int.Parse(number, CultureInfo.InvariantCulture) : (int?)null;
    Console.WriteLine($"accuracy {BagOfWordsAccuracy.Of([.. DataFile.Read(files[0], options with { Limit = limit })], [.. DataFile.Read(files[1], options)]):F3}");
    return 0;
}
catch (BadInputException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 1;
}

string? Value(string option) => Array.IndexOf(args, option) is >= 0 and var place && place + 1 < args.Length ? args[place + 1] : null;
