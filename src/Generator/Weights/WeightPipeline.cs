using System.Text;
using LstmGen.Generator.Collections;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Emitting;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Spec;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace LstmGen.Generator.Weights;

/// <summary>
/// The branch of the pipeline for weights that are compiled in: headers as text files, met with the models that they name.
/// </summary>
internal static class WeightPipeline
{
    public static void Add(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<ModelSpec> specs,
        IncrementalValueProvider<EquatableArray<ModelSite>> sites,
        IncrementalValueProvider<EquatableArray<string>> clashes, TextMemo texts)
    {
        IncrementalValueProvider<EquatableArray<WeightHeader>> headers = context.AdditionalTextsProvider
            .Where(static text => text.Path.EndsWith(WeightHeader.Ending, StringComparison.Ordinal))
            .Select(static (text, cancellation) => WeightHeader.Read(text.GetText(cancellation)?.ToString() ?? ""))
            .Collect()
            .Select(static (all, _) => all.ToEquatableArray())
            .WithTrackingName(TrackingNames.WeightHeaders);

        // Without locations, so that a moved line writes nothing anew.
        IncrementalValueProvider<EquatableArray<ModelSite>> names =
            sites.Select(static (all, _) => all.Select(site => site with { Location = null }).ToEquatableArray());

        IncrementalValuesProvider<PretrainedModel> models = specs
            .Combine(headers)
            .Select((pair, cancellation) => Meet(pair.Left, pair.Right, texts, cancellation))
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(TrackingNames.Pretrained);

        context.RegisterSourceOutput(models.Combine(names).Combine(clashes), static (output, all) =>
        {
            ((PretrainedModel model, EquatableArray<ModelSite> known), EquatableArray<string> found) = all;
            if (!known.Any(site => site.Name == model.Name && site.HasPretrained))
                output.AddSource(
                    $"{FileNames.Stem(model.Type, found)}.Pretrained.g.cs", SourceText.From(PretrainedEmitter.Emit(model), Encoding.UTF8));
        });
        context.RegisterSourceOutput(models.Combine(sites), static (output, pair) =>
        {
            (PretrainedModel model, EquatableArray<ModelSite> known) = pair;
            ModelSite? site = known.FirstOrDefault(one => one.Name == model.Name);
            if (model.Problem is not null)
                output.ReportDiagnostic(
                    DiagnosticInfo.Create(
                        Descriptors.WeightsDoNotFit, site?.Location, model.File, model.Name, model.Problem).ToDiagnostic());
            if (site is { HasPretrained: true })
                output.ReportDiagnostic(
                    DiagnosticInfo.Create(Descriptors.MemberExists, site.Location, model.Type.PlainName, "Pretrained").ToDiagnostic());
        });
        context.RegisterSourceOutput(headers.Combine(names), static (output, pair) =>
        {
            (EquatableArray<WeightHeader> all, EquatableArray<ModelSite> known) = pair;
            foreach (WeightHeader header in all.Where(header => !known.Any(site => site.Name == header.Model)))
            {
                string models = known.Count == 0 ? "none" : string.Join(", ", known.Take(8).Select(site => site.Name));
                output.ReportDiagnostic(
                    DiagnosticInfo.Create(
                        Descriptors.WeightsOfNoModel, new(header.File, default, default), header.File, header.Model,
                        models).ToDiagnostic());
            }
        });
    }

    private static PretrainedModel? Meet(
        ModelSpec spec, EquatableArray<WeightHeader> headers, TextMemo texts, CancellationToken cancellation)
    {
        string name = ModelSite.Full(spec.Type.FullName);
        if (headers.FirstOrDefault(header => header.Model == name) is not { } header)
            return null;
        bool wrong = spec.Signatures is not null;
        return new(
            spec.Type, header.File, wrong,
            wrong ? null : WeightCheck.Problem(header, texts.Of(spec, cancellation).Parameters, DeclarationText.Of(spec)));
    }
}
