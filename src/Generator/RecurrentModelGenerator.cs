using System.Text;
using LstmGen.Generator.Collections;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Emitting;
using LstmGen.Generator.Equations;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;
using LstmGen.Generator.Text;
using LstmGen.Generator.Weights;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace LstmGen.Generator;

/// <summary>Completes every class with <c>[RecurrentModel]</c>: symbols, then spec, then plan, then C# text.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class RecurrentModelGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var texts = new TextMemo();
        EquationsPipeline.Add(context, CellReader.Attribute, EquationSource.Cell);
        EquationsPipeline.Add(context, LossReader.Attribute, EquationSource.Loss);
        IncrementalValuesProvider<ParseResult> read = ReadingPipeline.Create(context, texts);
        IncrementalValueProvider<EquatableArray<ModelSite>> sites = read
            .Select(static (result, _) => result.Site!)
            .Collect()
            .Select(static (all, _) => all.ToEquatableArray());
        IncrementalValuesProvider<ParseResult> parsed = read
            .Select(static (result, _) => result with { Site = null })
            .WithTrackingName(TrackingNames.Parse);

        // Apart from each other, so that a moved line changes diagnostics only.
        IncrementalValuesProvider<ModelSpec> specs = parsed
            .Where(static result => result.Spec is not null)
            .Select(static (result, _) => result.Spec!)
            .WithTrackingName(TrackingNames.Spec);
        IncrementalValuesProvider<ParseResult> findings = parsed
            .Where(static result => result.Diagnostics.Count > 0)
            .WithTrackingName(TrackingNames.Diagnostics);

        IncrementalValueProvider<EquatableArray<string>> clashes = specs
            .Select(static (spec, _) => spec.Type.FileName)
            .Collect()
            .Select(static (stems, _) => FileNames.Clashes(stems))
            .WithTrackingName(TrackingNames.Clashes);

        IncrementalValueProvider<bool> aheadOfTime = context.AnalyzerConfigOptionsProvider
            .Select(
                static (options, _) => options.GlobalOptions.TryGetValue("build_property.PublishAot", out string? value)
                    && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase))
            .WithTrackingName(TrackingNames.AheadOfTime);
        IncrementalValuesProvider<DiagnosticInfo> jitOnly = parsed
            .Where(static result => result.AheadOfTime is not null)
            .Combine(aheadOfTime)
            .Where(static pair => pair.Right)
            .Select(static (pair, _) => pair.Left.AheadOfTime!)
            .WithTrackingName(TrackingNames.JitOnly);

        // Once for all models that have it.
        IncrementalValuesProvider<SharedFile> shared = specs
            .Where(static spec => spec.Signatures is null)
            .SelectMany((spec, cancellation) => texts.Of(spec, cancellation).Shared)
            .Collect()
            .SelectMany(static (all, _) => SharedFile.Once(all))
            .WithTrackingName(TrackingNames.Shared);
        context.RegisterSourceOutput(shared, static (output, file) =>
            output.AddSource($"{RuntimeNames.EmittedNamespace}.{file.Stem ?? file.Name}.g.cs", SourceText.From(file.Text, Encoding.UTF8)));

        WeightPipeline.Add(context, specs, sites, clashes, texts);
        context.RegisterSourceOutput(jitOnly, static (output, diagnostic) => output.ReportDiagnostic(diagnostic.ToDiagnostic()));
        context.RegisterSourceOutput(specs.Combine(clashes), (output, pair) =>
        {
            (ModelSpec spec, EquatableArray<string> found) = pair;
            IEnumerable<(string Suffix, string Text)> files = texts.Of(spec with { Signatures = null }, output.CancellationToken).Files;
            if (spec.Signatures is { } signatures)
                files = [(".Signatures", SignaturesWriter.Write(spec.Type, signatures, files.Select(file => file.Text)))];
            foreach ((string suffix, string text) in files)
                output.AddSource($"{FileNames.Stem(spec.Type, found)}{suffix}.g.cs", SourceText.From(text, Encoding.UTF8));
        });
        context.RegisterSourceOutput(findings, static (output, result) =>
        {
            foreach (DiagnosticInfo diagnostic in result.Diagnostics.Where(one => one.IsError))
                output.ReportDiagnostic(diagnostic.ToDiagnostic());
        });
        // Warnings can be switched off where they stand. The compiler looks for that in the file at hand, which nothing before here keeps.
        IncrementalValuesProvider<DiagnosticInfo> warnings =
            findings.SelectMany(static (result, _) => result.Diagnostics.Where(one => !one.IsError));
        context.RegisterSourceOutput(warnings.Combine(context.CompilationProvider), static (output, pair) =>
            output.ReportDiagnostic(pair.Left.ToDiagnostic(pair.Right)));
    }
}
