using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Emitting;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using System.Text;

namespace LstmGen.Generator;

/// <summary>Completes every class with <c>[RecurrentModel]</c>: symbols, then spec, then plan, then C# text.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class RecurrentModelGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ParseResult> parsed = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                ModelParser.ModelAttribute, static (node, _) => node is TypeDeclarationSyntax,
                static (attribute, cancellation) => ModelParser.Parse(attribute, cancellation))
            .WithTrackingName(TrackingNames.Parse);

        // Apart from each other, so that a moved line changes diagnostics only.
        IncrementalValuesProvider<ModelSpec> specs = parsed
            .Where(static result => result.Spec is not null)
            .Select(static (result, _) => result.Spec!)
            .WithTrackingName(TrackingNames.Spec);
        IncrementalValuesProvider<ParseResult> findings = parsed
            .Where(static result => result.Diagnostics.Count > 0)
            .WithTrackingName(TrackingNames.Diagnostics);

        IncrementalValueProvider<bool> aheadOfTime = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => options.GlobalOptions.TryGetValue("build_property.PublishAot", out string? value) && value == "true")
            .WithTrackingName(TrackingNames.AheadOfTime);
        IncrementalValuesProvider<DiagnosticInfo> jitOnly = parsed
            .Where(static result => result.AheadOfTime is not null)
            .Combine(aheadOfTime)
            .Where(static pair => pair.Right)
            .Select(static (pair, _) => pair.Left.AheadOfTime!)
            .WithTrackingName(TrackingNames.JitOnly);

        context.RegisterSourceOutput(jitOnly, static (output, diagnostic) => output.ReportDiagnostic(diagnostic.ToDiagnostic()));
        context.RegisterSourceOutput(specs, static (output, spec) =>
        {
            foreach ((string suffix, string text) in ModelEmitter.Emit(Planner.Plan(spec)))
                output.AddSource($"{spec.Type.FileName}.{suffix}.g.cs", SourceText.From(text, Encoding.UTF8));
        });
        context.RegisterSourceOutput(findings, static (output, result) =>
        {
            foreach (var diagnostic in result.Diagnostics)
                output.ReportDiagnostic(diagnostic.ToDiagnostic());
        });
    }
}

/// <summary>Names of the pipeline's steps.</summary>
internal static class TrackingNames
{
    public const string Parse = "Parse";
    public const string Spec = "Spec";
    public const string Diagnostics = "Diagnostics";
    public const string AheadOfTime = "AheadOfTime";
    public const string JitOnly = "JitOnly";
}
