using PastaGen.Generator.Reading.Specs;

namespace PastaGen.Generator.Emitting;

/// <summary>Writes the user's half of a model: its namespace, the types around it, and its header. Everything in it is qualified.</summary>
internal static class StubWriter
{
    public const string Training = "global::PastaGen.Training";

    /// <summary>A file that holds a part of the class.</summary>
    /// <param name="declaration">The class.</param>
    /// <param name="baseTypes">What the part adds after the class's name.</param>
    /// <param name="documentation">Writes the documentation above the class.</param>
    /// <param name="members">Writes its members.</param>
    public static EmittedFile Emit(DeclarationSpec declaration, string baseTypes, Action<SourceWriter> documentation, Action<SourceWriter> members)
    {
        var writer = new SourceWriter();
        writer.Line(FileHeader.Text);
        if (declaration.Namespace.Length > 0)
        {
            writer.Line($"namespace {declaration.Namespace};");
            writer.Gap();
        }
        var scopes = new Stack<SourceWriter.Scope>();
        foreach (var type in declaration.ContainingTypes) scopes.Push(writer.Block($"partial {type.Keyword} {type.Name}"));
        documentation(writer);

        // No attribute: it would join the user's own and change what is read off the class.
        using (writer.Block($"partial class {declaration.Name} : {baseTypes}")) members(writer);
        while (scopes.Count > 0) scopes.Pop().Dispose();
        return new($"{declaration.MetadataName}/Model.g.cs", writer.ToString());
    }

    /// <summary>The type of what a model's <c>LoadBackbone</c> gives.</summary>
    public static string Face(HeadKind? head, LabelsSpec? labels) =>
        head is { Learns: false } ? $"{Training}.FeatureExtractor" : labels is null ? $"{Training}.TextClassifier" : $"{Training}.TextClassifier<{labels.Type.FullName}>";

    /// <summary>How far a member that names the labels' enum can be visible.</summary>
    public static string Visibility(DeclarationSpec declaration, LabelsSpec? labels) =>
        declaration.IsPublic && labels is { IsPublic: false } ? "internal" : "public";

    /// <summary>The documentation of the members that every model has.</summary>
    public static class Documentation
    {
        public const string Definition = "The model as a host lists it";
        public const string Constructor = "The model in a backbone's sizes; its weights are not loaded yet";
        public const string LoadBackbone = "Opens a backbone for this model: train on it or load a delta, then predict";
        public const string LoadExtractor = "Opens a backbone for this model, whose features need no training";
    }

    /// <summary>Writes the header of the typed face's entry.</summary>
    public static void LoadBackbone(SourceWriter writer, DeclarationSpec declaration, HeadKind? head, LabelsSpec? labels, string body)
    {
        writer.Summary(head is { Learns: false } ? Documentation.LoadExtractor : Documentation.LoadBackbone);
        writer.Parameter("folder", "The backbone's folder.");
        writer.Parameter("options", "Precision and device; null takes the defaults.");
        writer.Line($"{Visibility(declaration, labels)} static {Face(head, labels)} LoadBackbone(string folder, {Training}.LoadOptions? options = null) =>");
        writer.Line($"    {body};");
    }
}
