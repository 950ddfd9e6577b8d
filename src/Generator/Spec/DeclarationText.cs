using System.Globalization;
using System.Reflection;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Spec;

/// <summary>
/// A declaration as canonical text: one line per element, each value that is not the kind's default, in the order of names. What only
/// training uses stands behind <c>|</c>. All that a spec's record takes is in it, so a property that is added later is too.
/// </summary>
internal static class DeclarationText
{
    public static string Of(ModelSpec spec) =>
        string.Join("\n", new[] { Line("Model", spec.Options) }
            .Concat(spec.Source is null ? [] : new[] { Line("Source", spec.Source) }).Concat(
                spec.Elements.Select(element => Line(Kind(element), element))));

    private static string Kind(ElementSpec element) => element.GetType().Name is var name && name.EndsWith("Spec", StringComparison.Ordinal)
        ? name.Substring(0, name.Length - "Spec".Length)
        : name;

    private static string Line(string kind, object spec)
    {
        Type type = spec.GetType();
        object plain = Plain(spec, type, out HashSet<string> given);
        string predicting = kind, training = "";
        foreach (PropertyInfo property in type.GetProperties().Where(property => property.CanWrite)
            .OrderBy(property => property.Name, StringComparer.Ordinal))
        {
            object? value = property.GetValue(spec);
            if (property.IsDefined(typeof(SameResultsAttribute))
                || (!given.Contains(property.Name) && Equals(value, property.GetValue(plain))))
                continue;
            string text = $" {property.Name}={Text(value)}";
            if (property.IsDefined(typeof(TrainingOnlyAttribute)))
                training += text;
            else
                predicting += text;
        }

        if (type.IsDefined(typeof(TrainingOnlyAttribute)))
            return $"| {predicting}{training}";
        return training.Length == 0 ? predicting : $"{predicting} |{training}";
    }

    // The same element with nothing declared beyond what its constructor asks for.
    private static object Plain(object spec, Type type, out HashSet<string> given)
    {
        ConstructorInfo constructor = type.GetConstructors().Single();
        string[] names = [.. constructor.GetParameters().Select(parameter => parameter.Name!)];
        given = [.. names];
        return constructor.Invoke([.. names.Select(name => type.GetProperty(name)!.GetValue(spec))]);
    }

    private static string Text(object? value) => value switch
    {
        null => "none",
        bool truth => Literal.Of(truth),
        string text => Literal.Of(text),
        float number => Literal.Of(number).TrimEnd('f'),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"A declared value of {value.GetType().Name} has no text; add it here."),
    };
}
