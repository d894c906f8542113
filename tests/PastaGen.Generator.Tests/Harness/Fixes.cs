using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace PastaGen.Generator.Tests;

/// <summary>Applies light bulbs as an editor would: to a document of a workspace, at a diagnostic that the analyzer reported.</summary>
internal static class Fixes
{
    /// <summary>The file of the model after the only fix that a diagnostic is offered.</summary>
    /// <param name="provider">The fix.</param>
    /// <param name="files">The project.</param>
    /// <param name="id">The diagnostic; where it is reported more than once, the first is mended.</param>
    /// <param name="last">Mends the last one instead.</param>
    /// <returns>The fix's title and the file's new text.</returns>
    public static async Task<(string Title, string Text)> ApplyAsync(CodeFixProvider provider, (string Path, string Text)[] files, string id, bool last = false)
    {
        var reported = (await Reports.FindAsync(GeneratorRun.Of(files))).Where(found => found.Id == id).ToArray();
        var diagnostic = last ? reported[^1] : reported[0];
        Assert.Contains(id, provider.FixableDiagnosticIds);
        using var workspace = new AdhocWorkspace();
        var document = Open(workspace, files, diagnostic.Location.SourceTree!.FilePath);
        var offered = new List<CodeAction>();
        await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offered.Add(action), CancellationToken.None));
        var action = Assert.Single(offered);
        var applied = (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single();
        var changed = applied.ChangedSolution.GetDocument(document.Id)!;
        return (action.Title, (await changed.GetTextAsync()).ToString());
    }

    private static Document Open(AdhocWorkspace workspace, (string Path, string Text)[] files, string path)
    {
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, Toolchain.ProjectName, Toolchain.ProjectName, LanguageNames.CSharp,
            parseOptions: Toolchain.ParseOptions, metadataReferences: Toolchain.References));
        foreach (var file in files)
            workspace.AddDocument(DocumentInfo.Create(
                DocumentId.CreateNewId(project.Id), file.Path, filePath: file.Path,
                loader: TextLoader.From(TextAndVersion.Create(SourceText.From(file.Text), VersionStamp.Default))));
        return workspace.CurrentSolution.Projects.Single().Documents.Single(document => document.FilePath == path);
    }
}
