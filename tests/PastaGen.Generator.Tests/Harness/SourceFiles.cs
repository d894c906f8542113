using PastaGen.Testing;

namespace PastaGen.Generator.Tests;

/// <summary>
/// The source of a test: the published architecture and the one declaration that the test is about. What every user's project
/// has besides, usings for instance, is written here.
/// </summary>
internal static class SourceFiles
{
    /// <summary>Where the declaration of <see cref="Model"/> stands.</summary>
    public const string ModelPath = "Model.cs";

    /// <summary>Where the published architecture stands.</summary>
    public const string ArchitecturePath = "Bert.cs";

    /// <summary>What an SDK project imports without saying so.</summary>
    public static (string Path, string Text) Usings { get; } = ("Usings.cs", """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """);

    /// <summary>A file of the checkout's published declarations, such as <c>Bert.cs</c>.</summary>
    public static (string Path, string Text) Published(string name) =>
        (name, File.ReadAllText(Directory.EnumerateFiles(Path.Combine(Checkout.Root, "models", "PastaGen.Models"), name, SearchOption.AllDirectories).Single()));

    /// <summary>The sources of a project of the checkout.</summary>
    /// <param name="folder">The project's folder.</param>
    /// <param name="except">A file to leave out.</param>
    public static IEnumerable<(string Path, string Text)> OfProject(string folder, string except) => Directory
        .EnumerateFiles(Path.Combine(Checkout.Root, folder), "*.cs", SearchOption.AllDirectories)
        .Where(path => Path.GetFileName(path) != except && !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
        .Order(StringComparer.Ordinal).Select(path => (Path.GetFileName(path), File.ReadAllText(path)));

    /// <summary>The published architecture with its sizes, and a file with declarations.</summary>
    /// <param name="declarations">What stands in the file after its usings and namespace.</param>
    public static (string Path, string Text)[] Declarations(string declarations) =>
    [
        Usings, Published(ArchitecturePath), Published("BertSize.cs"),
        (ModelPath, $"""
            using PastaGen;
            using PastaGen.Models;
            using PastaGen.Modules;
            using PastaGen.Training;
            using TorchSharp;
            using TorchSharp.Modules;

            namespace Sample;

            {declarations}
            """),
    ];

    /// <summary>A model on the published architecture, open in its sizes.</summary>
    /// <param name="attributes">What the test is about: the attributes behind <c>[Model]</c> and before the head.</param>
    public static (string Path, string Text)[] Model(string attributes) => Declarations($"""
        /// <summary>The model of the test.</summary>
        [Model<IBert>]
        {attributes}
        [SequenceClassification]
        public sealed partial class Model;
        """);

    /// <summary>A change of the published architecture.</summary>
    /// <param name="files">The project.</param>
    /// <param name="change">Lines of the declaration as they stand there, each after <c>-</c>, and after <c>+</c> what takes the place of the one above.</param>
    public static (string Path, string Text)[] Change(this (string Path, string Text)[] files, string change)
    {
        var text = files.Single(file => file.Path == ArchitecturePath).Text;
        var before = string.Join('\n', Lines('-'));
        Assert.Contains(before, text, StringComparison.Ordinal);
        return [.. files.Where(file => file.Path != ArchitecturePath), (ArchitecturePath, text.Replace(before, string.Join('\n', Lines('+')), StringComparison.Ordinal))];

        IEnumerable<string> Lines(char mark) => change.Split('\n').Where(line => line.StartsWith(mark)).Select(line => line[1..]);
    }
}
