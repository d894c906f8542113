using System.Reflection;

namespace PastaGen.Training;

/// <summary>The interfaces that declare architectures, in the assemblies of a program's models and in those that these refer to.</summary>
internal sealed class Architectures
{
    private readonly (Type Interface, ArchitectureAttribute Attribute)[] found;

    /// <summary>Looks for them.</summary>
    /// <param name="models">The program's models.</param>
    public Architectures(IReadOnlyList<ModelDefinition> models)
    {
        var own = models.Select(model => model.Create.Method.Module.Assembly).Distinct().ToArray();
        var referred = own.SelectMany(assembly => assembly.GetReferencedAssemblies()).DistinctBy(name => name.FullName).Select(Loaded).OfType<Assembly>();
        found = [.. own.Concat(referred).Distinct().SelectMany(assembly => assembly.GetExportedTypes()).Where(type => type.IsInterface)
            .Select(type => (type, Attribute: type.GetCustomAttribute<ArchitectureAttribute>())).Where(each => each.Attribute is not null)
            .Select(each => (each.type, each.Attribute!)).OrderBy(each => each.type.Name, StringComparer.Ordinal)];
    }

    /// <summary>The interface that reads a <c>model_type</c>; null where there is none.</summary>
    public Type? Reading(string modelType) => found.FirstOrDefault(each => each.Attribute.ModelType == modelType).Interface;

    /// <summary>The interfaces whose checkpoints have a prefix before their names.</summary>
    public IReadOnlyList<Type> WithPrefix(string prefix) => [.. found.Where(each => each.Attribute.Prefix == prefix).Select(each => each.Interface)];

    // What is referred to for compiling alone does not lie beside the program.
    private static Assembly? Loaded(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
