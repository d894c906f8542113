using Microsoft.CodeAnalysis.CSharp;

namespace PastaGen.Generator.Tests;

/// <summary>Edits of a project as an editor makes them, and the same project as a build finds it.</summary>
internal static class ProjectEdits
{
    /// <summary>The project with a text in one of its files replaced, everywhere in that file; the file must hold it.</summary>
    public static CSharpCompilation Edit(this CSharpCompilation project, string path, string text, string another)
    {
        var tree = project.SyntaxTrees.Single(tree => tree.FilePath == path);
        Assert.Contains(text, tree.ToString(), StringComparison.Ordinal);
        return project.ReplaceSyntaxTree(tree, Toolchain.Parse(path, tree.ToString().Replace(text, another, StringComparison.Ordinal)));
    }

    /// <summary>The project with every file parsed once more, so that nothing kept by syntax holds for it.</summary>
    public static CSharpCompilation Anew(this CSharpCompilation project, CSharpParseOptions? options = null) =>
        project.RemoveAllSyntaxTrees().AddSyntaxTrees(project.SyntaxTrees.Select(
            tree => CSharpSyntaxTree.ParseText(tree.ToString(), options ?? Toolchain.ParseOptions, tree.FilePath, System.Text.Encoding.UTF8)));

    /// <summary>Sees that nothing holds what is referred to any more.</summary>
    public static void AssertForgotten(this WeakReference reference)
    {
        for (var i = 0; i < 10 && reference.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.False(reference.IsAlive);
    }
}
