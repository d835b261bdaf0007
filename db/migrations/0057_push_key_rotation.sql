-- its private key is sealed anew when the keys of the installation change
grant update (private_key) on push_key to tawsil_system;
