namespace LstmGen.Bench.Peers.Products;

/// <summary>The matrix products of a layer and nothing else, in parts that run at the same time.</summary>
internal interface ILayerProducts
{
    /// <summary>The weights as the kernels read them, where they change at each step of a training.</summary>
    void Pack(int part);

    /// <summary>Gates or outputs from inputs and states.</summary>
    void Forward(int part);

    /// <summary>Gradients of states and inputs from those of gates or outputs.</summary>
    void Backward(int part);

    /// <summary>Gradients of the weights.</summary>
    void Gradients(int part);

    /// <summary>An update of the weights, by all threads.</summary>
    void Update();

    /// <summary>Copies of what the parts have computed: first the outputs, then gradients of inputs and weights.</summary>
    (float[] Outputs, float[] Gradients) Computed();
}
