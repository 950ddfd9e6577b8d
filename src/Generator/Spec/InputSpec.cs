namespace LstmGen.Generator.Spec;

/// <summary>The model's input.</summary>
internal abstract record InputSpec : ElementSpec
{
    public override bool IsInput => true;
}
