using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Diagnostics;

/// <summary>Every diagnostic of the generator; each has a page under docs/diagnostics.</summary>
internal static class Descriptors
{
    private const string Category = "LstmGen";
    private const string Help = "https://github.com/lstmgen/lstmgen/blob/main/docs/diagnostics/";

    public static readonly DiagnosticDescriptor NotPartial = new(
        "LSTMG001", "The model class must be partial",
        "'{0}' cannot be completed by the generator: make it and every type around it partial", Category, DiagnosticSeverity.Error, true,
        helpLinkUri: Help + "LSTMG001.md");

    public static readonly DiagnosticDescriptor NoInput = new(
        "LSTMG002", "The model has no input",
        "'{0}' has no input: put [Features(n)] or [Embedding(vocabulary, size)] before its layers", Category, DiagnosticSeverity.Error,
        true, helpLinkUri: Help + "LSTMG002.md");

    public static readonly DiagnosticDescriptor SeveralInputs = new(
        "LSTMG003", "The model has several inputs",
        "'{0}' has a second input: keep one of [Features] and [Embedding], or give [Embedding] a Column of [Features]", Category,
        DiagnosticSeverity.Error, true, helpLinkUri: Help + "LSTMG003.md");

    public static readonly DiagnosticDescriptor NoHead = new(
        "LSTMG004", "The model has no head",
        "'{0}' has no head: end it with one, such as [Regression(1)] or [Classification(n)]", Category, DiagnosticSeverity.Error, true,
        helpLinkUri: Help + "LSTMG004.md");

    public static readonly DiagnosticDescriptor WrongOrder = new(
        "LSTMG005", "Attributes stand in the wrong order",
        "[{0}] stands after {1}: the order is input, layers, heads", Category, DiagnosticSeverity.Error, true,
        helpLinkUri: Help + "LSTMG005.md");

    public static readonly DiagnosticDescriptor NotPositive = new(
        "LSTMG006", "A size must be positive",
        "{0} is {1}: give a whole number of at least {2}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "LSTMG006.md");

    public static readonly DiagnosticDescriptor RateOutOfRange = new(
        "LSTMG007", "A rate must lie in [0, 1)",
        "{0} is {1}: give a probability of at least 0 and below 1", Category, DiagnosticSeverity.Error, true,
        helpLinkUri: Help + "LSTMG007.md");

    public static readonly DiagnosticDescriptor SpreadOverDeclarations = new(
        "LSTMG008", "Layer attributes are spread over several declarations",
        "The attributes of '{0}' stand on several declarations, which have no order: put them all on one", Category,
        DiagnosticSeverity.Error, true, helpLinkUri: Help + "LSTMG008.md");

    public static readonly DiagnosticDescriptor MemberExists = new(
        "LSTMG009", "The class defines a member that the generator writes",
        "'{0}' already defines '{1}', which the generator writes: rename it", Category, DiagnosticSeverity.Error, true,
        helpLinkUri: Help + "LSTMG009.md");

    public static readonly DiagnosticDescriptor UnsupportedType = new(
        "LSTMG010", "The class cannot be a model",
        "'{0}' cannot be a model: {1}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "LSTMG010.md");

    public static readonly DiagnosticDescriptor OutOfRange = new(
        "LSTMG011", "A value is out of range",
        "{0} is {1}: {2}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "LSTMG011.md");

    public static readonly DiagnosticDescriptor NameTaken = new(
        "LSTMG012", "A name is used twice",
        "The name '{0}' is used twice: give one of them another Name", Category, DiagnosticSeverity.Error, true,
        helpLinkUri: Help + "LSTMG012.md");

    public static readonly DiagnosticDescriptor CannotWork = new(
        "LSTMG013", "The combination cannot work",
        "{0}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "LSTMG013.md");

    public static readonly DiagnosticDescriptor TooLarge = new(
        "LSTMG014", "The model is too large",
        "{0} has {1} values, more than one block can hold (2147483575): make it smaller", Category, DiagnosticSeverity.Error, true,
        helpLinkUri: Help + "LSTMG014.md");

    public static readonly DiagnosticDescriptor UnrollsTooFar = new(
        "LSTMG015", "Too many time steps are written out",
        "Unroll is {0}: {1} steps are written out per turn, because longer methods are compiled badly", Category,
        DiagnosticSeverity.Warning, true, helpLinkUri: Help + "LSTMG015.md");

    public static readonly DiagnosticDescriptor UnknownElement = new(
        "LSTMG016", "The attribute is unknown to the generator",
        "[{0}] derives from {1}, but the generator does not know it and would leave it out: use one of LstmGen's "
            + "own attributes, or remove it", Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "LSTMG016.md");

    public static readonly DiagnosticDescriptor NameRefused = new(
        "LSTMG017", "A name is taken by emitted code",
        "The name '{0}' cannot be used, because {1}: give another Name", Category, DiagnosticSeverity.Error, true,
        helpLinkUri: Help + "LSTMG017.md");

    public static readonly DiagnosticDescriptor MakesNoWeights = new(
        "LSTMG018", "A constructor leaves the model without weights",
        "'{0}' has a constructor that makes no weights: let it begin with ': this(seed)'", Category, DiagnosticSeverity.Error, true,
        helpLinkUri: Help + "LSTMG018.md");

    public static readonly DiagnosticDescriptor TypeInTheWay = new(
        "LSTMG019", "A type of the project stands where emitted code looks for another",
        "The project declares '{0}', which emitted code would take for its own: rename it or its namespace", Category,
        DiagnosticSeverity.Error, true, helpLinkUri: Help + "LSTMG019.md");

    public static readonly DiagnosticDescriptor StackDropout = new(
        "LSTMG020", "Dropout between layers needs several layers",
        "{0}: Dropout = {1} acts between stacked layers, of which there is one: set Layers to 2 or more, or put [Dropout({1})] after it",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "LSTMG020.md");

    /// <summary>Reported by the compiler through <c>[Obsolete]</c> on the emitted method; the generator writes its text.</summary>
    public static readonly DiagnosticDescriptor CannotStream = new(
        "LSTMG021", "The model cannot compute step by step",
        "{0} cannot stream, because {1}: call Predict on whole sequences, or {2}", Category, DiagnosticSeverity.Error, true,
        helpLinkUri: Help + "LSTMG021.md");

    public static readonly DiagnosticDescriptor PanelWaste = new(
        "LSTMG022", "The hidden size leaves units unused",
        "{0}({1}) costs as much as {0}({2}), because units are computed eight at a time: {2} or {3} fill them", Category,
        DiagnosticSeverity.Warning, true, helpLinkUri: Help + "LSTMG022.md");

    public static readonly DiagnosticDescriptor NoEffect = new(
        "LSTMG023", "An argument does nothing",
        "{0} does nothing here: {1}", Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "LSTMG023.md");

    public static readonly DiagnosticDescriptor ResidualWidth = new(
        "LSTMG024", "The residual connection cannot apply",
        "{0}: Residual adds the input to the output, but the input has {1} channels and the output {2}: make them equal or remove it",
        Category, DiagnosticSeverity.Warning, true, helpLinkUri: Help + "LSTMG024.md");

    public static readonly DiagnosticDescriptor NotMarked = new(
        "LSTMG025", "The class is not marked as a model",
        "'{0}' has [{1}] but not [RecurrentModel], without which nothing is generated: put [RecurrentModel] above its attributes",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "LSTMG025.md");

    public static readonly DiagnosticDescriptor NoGpuRuntime = new(
        "LSTMG030", "The runtime for GPUs is not referenced",
        "Backends.Ilgpu is asked for, but LstmGen.Runtime.Ilgpu is not referenced: add the package, or remove Backends.Ilgpu", Category,
        DiagnosticSeverity.Error, true, helpLinkUri: Help + "LSTMG030.md");

    public static readonly DiagnosticDescriptor GpuNeedsJit = new(
        "LSTMG032", "GPU code cannot be compiled ahead of time",
        "'{0}' asks for Backends.Ilgpu, which compiles kernels at run time, but the project sets PublishAot: remove one of them", Category,
        DiagnosticSeverity.Error, true, helpLinkUri: Help + "LSTMG032.md");

    public static readonly DiagnosticDescriptor SourceRefused = new(
        "LSTMG040", "The source does not fit the model",
        "[Source]: {0}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "LSTMG040.md");

    public static readonly DiagnosticDescriptor AttentionRefused = new(
        "LSTMG041", "The attention cannot work",
        "[Attention]: {0}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "LSTMG041.md");

    public static readonly DiagnosticDescriptor WeightsDoNotFit = new(
        "LSTMG050", "Compiled-in weights do not fit the model",
        "'{0}' cannot be compiled into {1}: {2}. Declare what the file holds, or name the file of this model.",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "LSTMG050.md");

    public static readonly DiagnosticDescriptor WeightsOfNoModel = new(
        "LSTMG051", "Compiled-in weights name no model",
        "LstmGenWeights Include=\"{0}\" has Model=\"{1}\", which is no class with [RecurrentModel] of this "
            + "project ({2}): give its full name",
        Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "LSTMG051.md");

    public static readonly DiagnosticDescriptor NotDifferentiable = new(
        "LSTMG070", "The equations cannot be differentiated",
        "{0}: {1}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "LSTMG070.md");

    public static readonly DiagnosticDescriptor NoRole = new(
        "LSTMG071", "A parameter of a cell or loss has no role",
        "The parameter '{0}' {1}: {2}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "LSTMG071.md");

    public static readonly DiagnosticDescriptor NoEquations = new(
        "LSTMG072", "A cell or loss has no method with its equations",
        "'{0}' {1}: {2}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "LSTMG072.md");

    public static readonly DiagnosticDescriptor NoSuchEquations = new(
        "LSTMG073", "A model names a type that is no cell or loss",
        "{0}: {1}", Category, DiagnosticSeverity.Error, true, helpLinkUri: Help + "LSTMG073.md");

    /// <summary>Where the page of a diagnostic stands; {0} is its id.</summary>
    public const string PageFormat = Help + "{0}.md";
}
